from utils import helper
from config.base import Settings
import config
from prefect import flow

@flow
def main(x: int = helper(2), s: Settings = Settings(), m: str = config.MODE):
    pass
