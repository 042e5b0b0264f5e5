from ..models import DEFAULT

def name_of(text):
    return f"{text}-{DEFAULT.label}"
