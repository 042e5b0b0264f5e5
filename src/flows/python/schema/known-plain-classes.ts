/**
 * Classes of well-known packages that say nothing to pydantic about their schema, so that it makes an empty one of them.
 * Other names of such packages are not known, and so a reason.
 */
export const knownPlainClasses: ReadonlySet<string> = new Set([
  "pandas.DataFrame", "pandas.Series", "pandas.Index", "pandas.core.frame.DataFrame", "pandas.core.series.Series", "geopandas.GeoDataFrame", "geopandas.GeoSeries",
  "polars.DataFrame", "polars.LazyFrame", "polars.Series", "polars.Schema", "polars.Expr", "pyarrow.Table", "pyarrow.Schema", "pyarrow.RecordBatch", "numpy.ndarray", "numpy.random.Generator", "xarray.Dataset", "xarray.DataArray",
  "dask.dataframe.DataFrame", "pyspark.sql.DataFrame", "pyspark.sql.SparkSession", "ibis.Table", "duckdb.DuckDBPyConnection", "duckdb.DuckDBPyRelation",
  "snowflake.connector.SnowflakeConnection", "snowflake.snowpark.Session", "psycopg2.extensions.connection", "psycopg.Connection", "pymongo.MongoClient", "redis.Redis", "sqlite3.Connection",
  "boto3.Session", "boto3.session.Session", "google.cloud.bigquery.Client", "google.cloud.storage.Client", "google.cloud.storage.Bucket", "azure.storage.blob.BlobServiceClient",
  "kubernetes.client.V1Job", "kubernetes.client.V1Pod", "kubernetes.client.V1PodTemplateSpec", "kubernetes.client.BatchV1Api", "kubernetes.client.CoreV1Api", "kubernetes.client.ApiClient",
  "shapely.geometry.Polygon", "shapely.geometry.Point", "shapely.geometry.LineString", "shapely.geometry.MultiPolygon", "shapely.Polygon", "shapely.Point",
  "torch.Tensor", "torch.nn.Module", "torch.device", "torch.utils.data.DataLoader", "tensorflow.keras.Model", "sklearn.base.BaseEstimator", "sklearn.pipeline.Pipeline", "xgboost.Booster", "lightgbm.Booster",
  "matplotlib.figure.Figure", "matplotlib.axes.Axes", "PIL.Image.Image", "paramiko.SSHClient", "paramiko.client.SSHClient", "slack_sdk.WebClient", "selenium.webdriver.Chrome", "bs4.BeautifulSoup", "networkx.Graph", "networkx.DiGraph",
]);
