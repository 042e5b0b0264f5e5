from prefect import flow

@flow
def main(a, b):
	"""Title.

	Args:
		a: with tabs
			deeper
		b: more	tab
	"""
