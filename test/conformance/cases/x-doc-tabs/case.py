from prefect import flow


@flow
def main(a: int, b: int):
	"""
	Sum.

	Args:
		a: the a
			more
		b: the b
	"""
