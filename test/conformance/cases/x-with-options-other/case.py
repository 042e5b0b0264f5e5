from base import etl
other = etl.with_options(name="other", flow_run_name="{x}-run")
