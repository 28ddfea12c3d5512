namespace ServerlessGuard.FunctionsHost;

/// <summary>A function of the published app.</summary>
internal sealed record AppFunction(string Name, string ScriptFile, string EntryPoint, IReadOnlyList<FunctionBinding> Bindings)
{
    public FunctionBinding Trigger { get; } = Bindings.SingleOrDefault(static binding => binding.IsTrigger)
        ?? throw new InvalidDataException($"The function {Name} has no trigger.");

    public bool IsHttp => Trigger.Type.Equals("httpTrigger", StringComparison.OrdinalIgnoreCase);
}
