namespace ServerlessGuard.FunctionsHost.Worker;

/// <summary>A function threw in the worker; the message is what the worker told.</summary>
internal sealed class FunctionFailedException(string message) : Exception(message);
