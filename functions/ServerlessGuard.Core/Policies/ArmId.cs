namespace ServerlessGuard.Core.Policies;

/// <summary>The ARM id of a resource in a resource group.</summary>
internal static class ArmId
{
    public static bool IsWellFormed(string id)
    {
        var parts = id.Split('/');
        return parts.Length >= 9
            && parts.Length % 2 == 1
            && parts[0].Length == 0
            && parts[1] == "subscriptions" && Guid.TryParseExact(parts[2], "D", out _)
            && parts[3] == "resourceGroups"
            && parts[5] == "providers"
            && parts.Skip(4).All(p => p.Length is > 0 and <= 100 && p.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '(' or ')' or '-'));
    }
}
