namespace ServerlessGuard.Functions.Tests.Authorization;

/// <summary>
/// An operation of a service as its documentation calls it, and the rights that open it: all of one of <paramref name="AnyOf"/>, least
/// first.
/// </summary>
internal sealed record AzureCall(string Operation, IReadOnlyList<IReadOnlyList<Right>> AnyOf)
{
    /// <summary>Its refusal is no want of a right: the service would say in another way that it cannot be.</summary>
    public bool IsMoot { get; init; }

    /// <summary>Needs no role: a challenge, or a call whose key is its own right.</summary>
    public static AzureCall Free(string operation) => new(operation, [[]]);

    public static AzureCall Of(string operation, string on, params ReadOnlySpan<string> anyOf)
    {
        var rights = new List<IReadOnlyList<Right>>();
        foreach (var action in anyOf)
        {
            rights.Add([new Right(action, on)]);
        }

        return new(operation, rights);
    }

    public static AzureCall All(string operation, string on, params ReadOnlySpan<string> actions)
    {
        var rights = new List<Right>();
        foreach (var action in actions)
        {
            rights.Add(new Right(action, on));
        }

        return new(operation, [rights]);
    }
}
