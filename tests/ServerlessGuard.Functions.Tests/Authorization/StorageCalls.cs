using System.Text.RegularExpressions;
using System.Web;

namespace ServerlessGuard.Functions.Tests.Authorization;

/// <summary>
/// Requests to Azure Storage's data planes as the rights that they need: Microsoft's table "Permissions for calling data
/// operations" of the page "Authorize with Microsoft Entra ID" in the Storage REST reference. An operation that is not listed is null.
/// </summary>
internal static partial class StorageCalls
{
    private const string Blobs = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/";
    private const string Containers = "Microsoft.Storage/storageAccounts/blobServices/containers/";
    private const string Queues = "Microsoft.Storage/storageAccounts/queueServices/queues/";
    private const string Messages = Queues + "messages/";
    private const string Tables = "Microsoft.Storage/storageAccounts/tableServices/tables/";
    private const string Entities = Tables + "entities/";

    /// <param name="isThere">Whether a blob is there, asked where the answer decides which right a write needs.</param>
    public static async ValueTask<AzureCall?> OfAsync(string service, HttpRequestMessage request, Func<ValueTask<bool>> isThere)
    {
        var address = request.RequestUri!;
        var path = Uri.UnescapeDataString(address.AbsolutePath).TrimStart('/');
        var query = HttpUtility.ParseQueryString(address.Query);
        return service switch
        {
            "blob" => await BlobAsync(request, path, query["comp"], query["restype"], isThere),
            "queue" => Queue(request.Method.Method, path.Split('/'), query["comp"], query["peekonly"] == "true"),
            "table" => Table(request, path),
            _ => null,
        };
    }

    private static async ValueTask<AzureCall?> BlobAsync(
        HttpRequestMessage request, string path, string? comp, string? restype, Func<ValueTask<bool>> isThere)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var (method, on) = (request.Method.Method, "container/" + (slash < 0 ? path : path[..slash]));
        if (slash < 0)
        {
            return (method, comp, restype) switch
            {
                ("GET", "list", "container") => AzureCall.Of("List Blobs", on, Blobs + "read"),
                ("PUT", null, "container") => AzureCall.Of("Create Container", on, Containers + "write"),
                ("GET" or "HEAD", null, "container") => AzureCall.Of("Get Container Properties", on, Containers + "read"),
                _ => null,
            };
        }

        if (HttpUtility.ParseQueryString(request.RequestUri!.Query)["versionid"] is not null
            || request.Headers.Contains("x-ms-copy-source"))
        {
            return null;
        }

        return (method, comp) switch
        {
            ("GET", null) => AzureCall.Of("Get Blob", on, Blobs + "read"),
            ("HEAD", null) => AzureCall.Of("Get Blob Properties", on, Blobs + "read"),
            ("GET", "blocklist") => AzureCall.Of("Get Block List", on, Blobs + "read"),
            // The order of authorisation and condition is not documented: the proxy assumes the stricter answer.
            ("PUT", null) when await isThere() => AzureCall.Of("Put Blob over another", on, Blobs + "write") with
            {
                IsMoot = request.Headers.IfNoneMatch.Any(static tag => tag.Tag == "*")
            },
            ("PUT", null) => AzureCall.Of("Put Blob", on, Blobs + "add/action", Blobs + "write"),
            ("PUT", "appendblock") => AzureCall.Of("Append Block", on, Blobs + "add/action", Blobs + "write"),
            ("PUT", "block") => AzureCall.Of("Put Block", on, Blobs + "write"),
            ("PUT", "blocklist") => AzureCall.Of("Put Block List", on, Blobs + "write"),
            ("DELETE", null) => AzureCall.Of("Delete Blob", on, Blobs + "delete"),
            _ => null,
        };
    }

    private static AzureCall? Queue(string method, string[] path, string? comp, bool peeks)
    {
        var on = "queue/" + path[0];
        return (method, path.Skip(1).ToArray()) switch
        {
            ("POST", ["messages"]) => AzureCall.Of("Put Message", on, Messages + "add/action", Messages + "write"),
            ("GET", ["messages"]) when peeks => AzureCall.Of("Peek Messages", on, Messages + "read"),
            ("GET", ["messages"]) =>
                new("Get Messages", [[new(Messages + "process/action", on)], [new(Messages + "delete", on), new(Messages + "read", on)]]),
            ("DELETE", ["messages", _]) => AzureCall.Of("Delete Message", on, Messages + "process/action", Messages + "delete"),
            ("PUT", ["messages", _]) => AzureCall.Of("Update Message", on, Messages + "write"),
            ("GET" or "HEAD", []) when comp == "metadata" => AzureCall.Of("Get Queue Metadata", on, Queues + "read"),
            ("PUT", []) when comp is null => AzureCall.Of("Create Queue", on, Queues + "write"),
            _ => null,
        };
    }

    private static AzureCall? Table(HttpRequestMessage request, string path)
    {
        if (path == "Tables")
        {
            return request.Method.Method == "POST" ? AzureCall.Of("Create Table", "the account's tables", Tables + "write") : null;
        }

        var match = Entity().Match(path);
        if (!match.Success)
        {
            return null;
        }

        var (on, one, bound) = ("table/" + match.Groups["table"].Value, match.Groups["key"].Success, request.Headers.Contains("If-Match"));
        return (request.Method.Method, one) switch
        {
            ("GET", _) => AzureCall.Of("Query Entities", on, Entities + "read"),
            ("POST", false) => AzureCall.Of("Insert Entity", on, Entities + "add/action", Entities + "write"),
            ("PUT", true) when bound => AzureCall.Of("Update Entity", on, Entities + "update/action", Entities + "write"),
            ("PATCH" or "MERGE", true) when bound => AzureCall.Of("Merge Entity", on, Entities + "update/action", Entities + "write"),
            ("PUT" or "PATCH" or "MERGE", true) =>
                AzureCall.All("Insert Or Replace Entity", on, Entities + "add/action", Entities + "update/action"),
            ("DELETE", true) => AzureCall.Of("Delete Entity", on, Entities + "delete"),
            _ => null,
        };
    }

    [GeneratedRegex(
        @"^(?<table>[A-Za-z][A-Za-z0-9]*)(\(\)|(?<key>\(.+\)))?$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Entity();
}
