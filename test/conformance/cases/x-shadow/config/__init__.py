MODE = "dev"
try:
    from .local import MODE
except ImportError:
    pass
