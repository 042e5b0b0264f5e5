from prefect import flow


@flow(log_prints=True)
def sales(region: str = "all") -> str:
    """Reports the sales of one region."""
    print(f"reporting {region}")
    return region
