namespace ServerlessGuard.Functions.Tests.Authorization;

/// <summary>
/// Requests to ARM as the actions that they need: the resource type's, by the method, on the resource whose id the path begins with.
/// </summary>
internal static class ArmCalls
{
    private const string Providers = "/providers/";

    public static AzureCall? Of(string method, string path)
    {
        if (path.StartsWith("/operations/", StringComparison.Ordinal))
        {
            // Real ones are below the provider's location in the subscription.
            return AzureCall.Of("GET of an operation", "the subscription", "locations/operationStatuses/read");
        }

        var at = path.LastIndexOf(Providers, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        // Namespace, then type and name in turn; without the last name it is a list, after a POST it is an action.
        var parts = path[(at + Providers.Length)..].Split('/');
        var names = parts.Skip(1).ToArray();
        var type = string.Join('/', names.Where(static (_, i) => i % 2 == 0).Prepend(parts[0]));
        var action = method switch
        {
            "GET" => "/read",
            "PUT" or "PATCH" => "/write",
            "DELETE" => "/delete",
            "POST" => "/action",
            _ => null,
        };
        return action is null || names.Length == 0 || (method == "POST" && names.Length % 2 == 0)
            ? null
            : AzureCall.Of($"{method} of {type}", path, type + action);
    }
}
