"""What a Python function runs in.

Started before its function is known, it waits on descriptor 3, becomes that function, and then runs one invocation after
another. The messages are those of src/services/lambda/runtime/frame.ts.
"""

import importlib
import json
import logging
import os
import signal
import struct
import sys
import threading
import time
import traceback

try:
    import resource
except ImportError:
    # Windows has no such limits.
    resource = None

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [path for path in sys.path if os.path.abspath(path) != HERE] + [os.path.join(HERE, "lib")]

import cirro_time  # noqa: E402  (found only now)
import lambda_invocation  # noqa: E402

INITIALIZE, INVOKE, READY, INIT_ERROR, RESULT, ERROR, LOG = range(1, 8)
INPUT_FD = 3
OUTPUT_FD = 4
PREFIX = struct.Struct(">BII")

PAGE_BYTES = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
OUT_OF_MEMORY = "Runtime.OutOfMemory"

# A process is measured ten times a second; between two looks it may allocate this much above the function's memory.
ALLOCATION_MARGIN_BYTES = 512 * 1024 * 1024

# AWS keeps the indentation of tracebacks from being trimmed with no-break spaces.
NO_BREAK_SPACE = "\u00a0"


class Channel:
    """The two pipes to Cirro. Other threads of the function may log while the main one answers."""

    def __init__(self):
        for descriptor in (INPUT_FD, OUTPUT_FD):
            os.set_inheritable(descriptor, False)
        self._input = os.fdopen(INPUT_FD, "rb")
        self._lock = threading.RLock()

    def receive(self):
        """Blocks for the next message: (type, header, body)."""
        kind, header_bytes, body_bytes = PREFIX.unpack(self._read(PREFIX.size))
        return kind, json.loads(self._read(header_bytes)), self._read(body_bytes)

    def _read(self, size):
        data = self._input.read(size)
        if len(data) < size:
            # Cirro has gone.
            end()
        return data

    def send(self, kind, header=None, body=b""):
        header_bytes = b"" if header is None else json.dumps(header).encode()
        frame = PREFIX.pack(kind, len(header_bytes), len(body)) + header_bytes + body
        with self._lock:
            view = memoryview(frame)
            while view:
                view = view[os.write(OUTPUT_FD, view) :]

    def log(self, text):
        if not text.endswith("\n"):
            text += "\n"
        self.send(LOG, body=text.encode("utf-8", "replace"))


def end():
    """Without a word, whatever the function's own exit handlers would do."""
    os.kill(os.getpid(), signal.SIGTERM if os.name == "nt" else signal.SIGKILL)


class LineStream:
    """Takes the place of stdout and stderr: one event for each line that is printed."""

    def __init__(self, channel, stream):
        self._channel = channel
        self._stream = stream
        self._rest = ""

    def __getattr__(self, name):
        return getattr(self._stream, name)

    def write(self, text):
        *lines, self._rest = (self._rest + text).split("\n")
        for line in lines:
            self._channel.log(line + "\n")
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        """A line that was only begun waits for its end: print() with end="" is no event of its own."""

    def flush_line(self):
        if self._rest:
            rest, self._rest = self._rest, ""
            self._channel.log(rest)


class Fault(Exception):
    """An error of the runtime itself: `Runtime.HandlerNotFound`."""

    def __init__(self, kind, message, trace=None):
        super().__init__(message)
        self.kind = "Runtime." + kind
        self.message = message
        self.trace = trace


class State:
    """What the current invocation is, for the log."""

    request_id = None


def load_handler(name):
    try:
        module_name, function_name = name.rsplit(".", 1)
    except ValueError as error:
        raise Fault("MalformedHandlerName", "Bad handler '{}': {}".format(name, error))
    if module_name.split(".")[0] in sys.builtin_module_names:
        message = "Cannot use built-in module {} as a handler module".format(module_name)
        raise Fault("BuiltInModuleConflict", message)
    module = import_module(module_name)
    try:
        return getattr(module, function_name)
    except AttributeError:
        message = "Handler '{}' missing on module '{}'".format(function_name, module_name)
        raise Fault("HandlerNotFound", message)


def import_module(name):
    try:
        return importlib.import_module(name.replace("/", "."))
    except ImportError as error:
        raise Fault("ImportModuleError", "Unable to import module '{}': {}".format(name, error))
    except SyntaxError as error:
        trace = ['  File "{}" Line {}\n    {}'.format(error.filename, error.lineno, error.text)]
        raise Fault("UserCodeSyntaxError", "Syntax error in module '{}': {}".format(name, error), trace)


def error_payload(error, request_id=""):
    if isinstance(error, Fault):
        message, kind, trace = error.message, error.kind, error.trace
    else:
        message, kind = str(error), type(error).__name__
        trace = traceback.format_list(own_frames(error.__traceback__))
    return {"errorMessage": message, "errorType": kind, "requestId": request_id, "stackTrace": trace or []}


def own_frames(tb):
    """The stack below this file, as AWS shows it."""
    frames = [(frame.filename, frame.lineno, frame.name, frame.line) for frame in traceback.extract_tb(tb)]
    for index, frame in enumerate(frames):
        if "/bootstrap.py" not in frame[0]:
            return frames[index:]
    return frames


def log_error(channel, payload):
    if os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON":
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        channel.log(json.dumps(dict({"timestamp": stamp, "level": "ERROR"}, **payload)))
        return
    description = "[ERROR]"
    if payload["errorType"]:
        description += " " + payload["errorType"]
    if payload["errorMessage"]:
        description += (": " if payload["errorType"] else " ") + payload["errorMessage"]
    lines = [description, "Traceback (most recent call last):"]
    for element in payload["stackTrace"]:
        lines += [indent(line) for line in element.splitlines()] if element else [""]
    channel.log("\n".join(lines))


def indent(line):
    text = line.lstrip(" ")
    return NO_BREAK_SPACE * (len(line) - len(text)) + text


def become_function(channel, message):
    """Environment, working folder, module path and logging of the function."""
    variables = message["variables"]
    cirro_time.set_lead(message.get("clockLeadMs"))
    os.environ.clear()
    os.environ.update(variables)
    if hasattr(time, "tzset"):
        time.tzset()
    task, opt = message["taskRoot"], message["optRoot"]
    os.chdir(task)
    version = "python{}.{}".format(*sys.version_info[:2])
    named = os.environ.get("AWS_EXECUTION_ENV", "").replace("AWS_Lambda_", "")
    site_packages = [os.path.join(opt, "python", "lib", v, "site-packages") for v in dict.fromkeys((named, version))]
    sys.path[:0] = [task, os.path.join(opt, "python")] + site_packages
    sys.argv = [os.path.join(message["taskRoot"], "bootstrap")]
    limit_memory(message["memorySizeMb"])
    patch_old_boto(variables.get("AWS_ENDPOINT_URL"))
    set_up_logging(channel)


def limit_memory(megabytes):
    if resource is None:
        return
    limit = megabytes * 1024 * 1024 + ALLOCATION_MARGIN_BYTES
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


class LogHandler(logging.Handler):
    def __init__(self, channel):
        super().__init__()
        self.log_sink = channel

    def emit(self, record):
        self.log_sink.log(self.format(record))


class JsonFormatter(logging.Formatter):
    def format(self, record):
        entry = {
            "timestamp": self.formatTime(record, "%Y-%m-%dT%H:%M:%SZ"),
            "level": record.levelname,
            "message": record.getMessage(),
            "logger": record.name,
        }
        if record.exc_info:
            entry["stackTrace"] = traceback.format_exception(*record.exc_info)
            entry["errorType"] = record.exc_info[0].__name__
            entry["errorMessage"] = str(record.exc_info[1])
        if State.request_id is not None:
            entry["requestId"] = State.request_id
        return json.dumps(entry, default=str)


def add_request_id(record):
    record.aws_request_id = State.request_id or ""
    return True


def set_up_logging(channel):
    logging.Formatter.converter = time.gmtime
    handler = LogHandler(channel)
    if os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON":
        handler.setFormatter(JsonFormatter())
    else:
        text = "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n"
        handler.setFormatter(logging.Formatter(text, "%Y-%m-%dT%H:%M:%S"))
    handler.addFilter(add_request_id)
    root = logging.getLogger()
    root.addHandler(handler)
    level = os.environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper().replace("TRACE", "DEBUG").replace("FATAL", "CRITICAL")
    if level in ("DEBUG", "INFO", "WARN", "WARNING", "ERROR", "CRITICAL"):
        root.setLevel(level)


def patch_old_boto(endpoint):
    """boto3 before 1.28 does not read AWS_ENDPOINT_URL; `site/sitecustomize.py` does it for programs that this one starts."""
    if not endpoint:
        return
    sys.path.append(os.path.join(HERE, "site"))
    import cirro_boto

    cirro_boto.install()


def run(channel):
    kind, message, _ = channel.receive()
    become_function(channel, message)
    try:
        handler = load_handler(message["handler"])
    except Exception as error:
        fail_initialization(channel, error)
        return
    except BaseException:
        flush_lines()
        raise
    channel.send(READY, {})
    while True:
        _, request, body = channel.receive()
        handle(channel, handler, request, body)


def fail_initialization(channel, error):
    payload = error_payload(error)
    log_error(channel, payload)
    flush_lines()
    channel.send(INIT_ERROR, {"errorType": payload["errorType"]}, json.dumps(payload).encode())
    # The one who asked ends this process; until then nothing else may happen in it.
    channel.receive()


def handle(channel, handler, request, body):
    State.request_id = request["requestId"]
    cirro_time.set_lead(request.get("clockLeadMs"))
    set_trace(request.get("traceHeader"))
    try:
        context = lambda_invocation.make_context(request, channel)
        response = handler(unmarshal(body), context)
        result = response if isinstance(response, bytes) else marshal(response)
        kind, header = RESULT, {}
    except MemoryError:
        kind, header, result = ERROR, {"errorType": OUT_OF_MEMORY, "isFatal": True}, out_of_memory(State.request_id)
    except Exception as error:
        payload = error_payload(error, State.request_id)
        log_error(channel, payload)
        kind, header, result = ERROR, {"errorType": payload["errorType"]}, json.dumps(payload).encode()
    flush_lines()
    header["maxMemoryBytes"] = resident_bytes()
    channel.send(kind, header, result)
    if header.get("isFatal"):
        end()


def out_of_memory(request_id):
    """What AWS says when it kills a process that has grown too big."""
    message = "RequestId: {} Error: Runtime exited with error: signal: killed".format(request_id)
    return json.dumps({"errorType": OUT_OF_MEMORY, "errorMessage": message}).encode()


def unmarshal(body):
    try:
        return json.loads(body)
    except Exception as error:
        raise Fault("UnmarshalError", "Unable to unmarshal input: {}".format(error))


def marshal(response):
    try:
        return lambda_invocation.to_json(response).encode()
    except Exception as error:
        raise Fault("MarshalError", "Unable to marshal response: {}".format(error))


def set_trace(header):
    if header is None:
        os.environ.pop("_X_AMZN_TRACE_ID", None)
    else:
        os.environ["_X_AMZN_TRACE_ID"] = header


def flush_lines():
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, LineStream):
            stream.flush_line()


def resident_bytes():
    try:
        with open("/proc/self/statm", "rb", buffering=0) as file:
            return int(file.read().split()[1]) * PAGE_BYTES
    except OSError:
        # macOS, where the unit is a byte, and Windows, which does not tell.
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss if resource else 0


def watch_parent():
    """Where the system does not end us with our parent, a thread looks: the main one may be in an endless loop."""
    parent = os.environ.get("CIRRO_WATCH_PARENT")
    if parent is None or os.name == "nt":
        return

    def look():
        while os.getppid() == int(parent):
            time.sleep(1)
        end()

    threading.Thread(target=look, daemon=True).start()


def main():
    channel = Channel()
    watch_parent()
    # Without the user's environment, Python does not find what the user has installed for themselves.
    known = json.loads(os.environ.get("CIRRO_MODULE_PATH", "[]"))
    sys.path += [path for path in known if path not in sys.path]
    sys.stdout = LineStream(channel, sys.stdout)
    sys.stderr = LineStream(channel, sys.stderr)
    run(channel)


if __name__ == "__main__":
    main()
