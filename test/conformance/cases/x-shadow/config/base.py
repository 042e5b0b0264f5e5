from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    level: int = 3
    class Config:
        env_prefix = "NOT_SET_"
