namespace ServerlessGuard.Core.Access;

/// <summary>A resource under review: an account, workspace, endpoint, vault, storage account or function app, by ARM id.</summary>
/// <param name="Id">The ARM id.</param>
/// <param name="HasKeys">Its keys open its data plane: local authentication is on, or the platform does not report it.</param>
/// <param name="UsesAccessPolicies">A vault that goes by access policies, where RBAC data actions mean nothing.</param>
public sealed record ProtectedResource(string Id, bool HasKeys = false, bool UsesAccessPolicies = false)
{
    /// <summary>Provider and type: <c>Microsoft.CognitiveServices/accounts</c>.</summary>
    public string Type
    {
        get
        {
            var at = Id.LastIndexOf("/providers/", StringComparison.OrdinalIgnoreCase);
            var parts = at < 0 ? [] : Id[(at + "/providers/".Length)..].Split('/');
            return parts.Length < 2 ? "" : string.Join('/', parts.Where(static (_, index) => index == 0 || index % 2 == 1));
        }
    }
}
