from prefect import flow


@flow(log_prints=True)
def invoices(limit: int = 100) -> int:
    """Sends the invoices of the day."""
    print(f"sending at most {limit} invoices")
    return limit


@flow(log_prints=True)
def reminders(days: int = 14) -> int:
    """Reminds of invoices that are due."""
    print(f"reminding after {days} days")
    return days
