import prefect as pf

def team_flow(fn):
    return pf.flow(name="T " + fn.__name__.title(), version=str(len(fn.__name__)))(fn)

@team_flow
def main(x: "int" = 3):
    """Bare."""
