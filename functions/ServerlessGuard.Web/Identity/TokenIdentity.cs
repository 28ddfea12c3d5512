namespace ServerlessGuard.Web.Identity;

/// <summary>What a token proved: a principal with roles, or the reason (a stable code) why it proved nothing.</summary>
internal readonly record struct TokenIdentity(string? Principal, IReadOnlySet<string> Roles, string? Problem, DateTimeOffset? Expires = null)
{
    public static TokenIdentity Refuse(string problem) => new(null, new HashSet<string>(), problem);
}
