from prefect import flow

@flow
def main(x, y):
    '''Summary \
continued with "quotes" and \'single\'.

    Args:
        x: caf\u00e9 \\ backslash
        y: tab\there
    '''
