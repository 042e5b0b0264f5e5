import { Class, Instance, Module, type Value } from "../values/value.ts";

/** What Python finds in every module without a definition, on one of its platforms at least; of these not all are followed. */
const builtins: ReadonlySet<string> = new Set(
  [
    "ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError",
    "BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError",
    "ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError Exception",
    "ExceptionGroup False FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError",
    "ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError",
    "KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError None NotADirectoryError NotImplemented",
    "NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError",
    "PythonFinalizationError RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning",
    "StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError True",
    "TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError",
    "UnicodeWarning UserWarning ValueError Warning WindowsError ZeroDivisionError __build_class__ __builtins__",
    "__cached__ __import__ __loader__ __spec__ abs aiter all anext any ascii bin bool breakpoint bytearray bytes",
    "callable chr classmethod compile complex copyright credits delattr dict dir divmod enumerate eval exec exit",
    "filter float format frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter",
    "len license list locals map max memoryview min next object oct open ord pow print property quit range repr",
    "reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip",
  ].flatMap((line) => line.split(" ")),
);

/** Methods of pydantic's models that do not begin with `model_`. */
const modelMethods: ReadonlySet<string> = new Set(
  "construct copy dict from_orm json parse_file parse_obj parse_raw schema schema_json update_forward_refs validate".split(
    " ",
  ),
);

/** Whether a name that is nowhere defined may be there all the same, as the reader does not follow all that Python has. */
export function isBuiltinGap(name: string): boolean {
  return builtins.has(name);
}

/** Whether an attribute that was not found may be there all the same: what every object, class, enum and model has. */
export function isAttributeGap(object: Value, name: string): boolean {
  if (!(object instanceof Class || object instanceof Instance))
    return object instanceof Module && name.startsWith("__");
  if (/^_.*_$/.test(name) || name === "mro") return true;
  const cls = object instanceof Class ? object : object.cls;
  const isModel = cls.mro.some((base) => base.file === undefined && base.name === "BaseModel");
  return isModel && (name.startsWith("model_") || modelMethods.has(name));
}
