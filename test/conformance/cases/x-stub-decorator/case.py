import pandas as pd
import numpy as np
from sklearn.base import BaseEstimator
import great_expectations as gx
from prefect import flow, task
from tenacity import retry, stop_after_attempt

@task
@retry(stop=stop_after_attempt(3))
def fetch(url) -> pd.DataFrame:
    return pd.read_csv(url)

@flow(name="Stubbed", retries=1)
def main(url: str, frame: pd.DataFrame = None, series: "pd.Series" = None, model: BaseEstimator = None, arr: np.ndarray = None, n: int = 3):
    """Uses libraries.

    Args:
        url: where
        frame: data
    """
    ctx = gx.get_context()
