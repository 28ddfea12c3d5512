using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Local.Mcp;

/// <summary>The caller of a request, and the policy snapshot by which the whole of it is judged.</summary>
/// <param name="Principal">As the pipeline knows it; a client on standard input is this machine's own.</param>
/// <param name="Application">Whose rules hold.</param>
/// <param name="Policy">In force when the request came.</param>
/// <param name="Spent">Takes the tokens of the interaction, for the caller's limits; null where nobody counts.</param>
internal sealed record McpCaller(string Principal, ApplicationPolicy Application, GuardPolicy Policy, Action<long>? Spent = null)
{
    /// <summary>The caller of <c>guard mcp</c>: whoever can start the program.</summary>
    public const string OfThisMachine = "local:mcp";

    private static readonly AsyncLocal<McpCaller?> Now = new();

    /// <summary>The caller of the request that is being handled; each request of a session has its own.</summary>
    public static McpCaller? Current
    {
        get => Now.Value;
        set => Now.Value = value;
    }

    public override string ToString() => $"McpCaller {{ {Application.Id} }}";
}
