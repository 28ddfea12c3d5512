namespace Pulumi;

/// <summary>Called when an operation on a resource failed; true tries it again.</summary>
public delegate Task<bool> ErrorHookCallback(ErrorHookArgs args, CancellationToken cancellationToken = default);

public class ErrorHook(string name, ErrorHookCallback callback)
{
    public string Name { get; } = name;

    public ErrorHookCallback Callback { get; } = callback;
}

public class ErrorHookArgs(
    string urn, string id, string name, string type, string failedOperation = "", IReadOnlyList<string>? errors = null)
{
    public string Urn { get; } = urn;

    public string Id { get; } = id;

    public string Name { get; } = name;

    public string Type { get; } = type;

    public string FailedOperation { get; } = failedOperation;

    /// <summary>The newest first.</summary>
    public IReadOnlyList<string> Errors { get; } = errors ?? [];
}

public class ResourceHookBinding
{
    private List<ErrorHook>? _onError;

    public List<ErrorHook> OnError
    {
        get => _onError ??= [];
        set => _onError = value;
    }
}
