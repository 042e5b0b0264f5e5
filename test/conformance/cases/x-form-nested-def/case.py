from factory import build, Registry
r = Registry()
main = r.add(build("main", retries=2, extra=[1, 2]))
