import os
import requests
import yaml
from jinja2 import Template
from sqlalchemy import create_engine, text
from prefect import flow, get_run_logger, task
from prefect.blocks.system import Secret
from prefect.variables import Variable

ENGINE = create_engine("sqlite://")
TEMPLATE = Template("x {{ y }}")
CONF = yaml.safe_load("a: 1\nb: [1, 2]")

@flow(name="Consts")
def main(a: int = CONF["a"], b: list = CONF["b"], table: str = "t"):
    """Consts."""
    get_run_logger().info("x")
