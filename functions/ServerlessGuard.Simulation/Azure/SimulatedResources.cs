using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Simulation.Azure;

/// <summary>Resources with their management and data planes.</summary>
public sealed class SimulatedResources(TimeProvider clock, ArmOperations operations)
{
    private readonly ConcurrentDictionary<string, SimulatedAccount> _accounts = new(StringComparer.OrdinalIgnoreCase);

    public SimulatedAccount Add(string id, KeyJsonFormat shape) => _accounts[id] = new SimulatedAccount(id, shape, clock);

    public SimulatedAccount? Find(string id) => _accounts.GetValueOrDefault(id);

    internal SimulatedAccount? ByHost(string host) => _accounts.Values.FirstOrDefault(a => a.AnswersAt(host));

    internal AzureResponse Manage(AzureRequest request)
    {
        var action = request.Path[(request.Path.LastIndexOf('/') + 1)..];
        if (request.Method == "GET")
        {
            return _accounts.TryGetValue(request.Path, out var described)
                ? new(200, described.Describe())
                : AzureResponse.Error(404, "ResourceNotFound");
        }

        return request.Method == "POST" && _accounts.TryGetValue(request.Path[..^(action.Length + 1)], out var account)
            ? Act(account, action, request.Body as JsonObject)
            : AzureResponse.Error(404, "ResourceNotFound");
    }

    internal AzureResponse Call(AzureRequest request)
    {
        if (ByHost(request.Host) is not { } account)
        {
            return AzureResponse.Error(404, "NotFound");
        }

        if (account.Shape == KeyJsonFormat.Webhook)
        {
            return CallWebhook(account, request);
        }

        var accepted = account.Shape switch
        {
            KeyJsonFormat.OnlineEndpoint =>
                account.Accepts(request.Header("Authorization").Replace("Bearer ", "", StringComparison.Ordinal)),
            KeyJsonFormat.EventGridTopic => request.Method == "POST" && account.Accepts(request.Header("aeg-sas-key")),
            KeyJsonFormat.StorageAccount =>
                account.Keys.SelectMany(static keys => keys).Where(account.Accepts).Any(key => IsSigned(request, account, key)),
            _ => account.Accepts(request.Header("api-key")),
        };
        return accepted
            ? new(200) { Text = account.Shape == KeyJsonFormat.StorageAccount ? "<StorageServiceProperties/>" : null }
            : AzureResponse.Error(account.Shape == KeyJsonFormat.StorageAccount ? 403 : 401, "AuthenticationFailed");
    }

    private AzureResponse Act(SimulatedAccount account, string action, JsonObject? body)
    {
        switch (account.Shape, action)
        {
            case (_, "listKeys"):
                return new(200, account.List());
            case (KeyJsonFormat.OnlineEndpoint, "regenerateKeys") when Word(body, "keyType") is "Primary" or "Secondary":
                account.Regenerate(Word(body, "keyType") == "Primary" ? 0 : 1, Word(body, "keyValue"));
                return Start();
            case (KeyJsonFormat.CognitiveServices, "regenerateKey") when Word(body, "keyName") is "Key1" or "Key2":
                account.Regenerate(Word(body, "keyName") == "Key1" ? 0 : 1, null);
                return new(200, account.List());
            case (KeyJsonFormat.StorageAccount or KeyJsonFormat.EventGridTopic, "regenerateKey") when Word(
                body, "keyName") is "key1" or "key2":
                account.Regenerate(Word(body, "keyName") == "key1" ? 0 : 1, null);
                return new(200, account.List());
            default:
                return AzureResponse.Error(400, "InvalidRequestContent");
        }
    }

    private static AzureResponse CallWebhook(SimulatedAccount account, AzureRequest request)
    {
        if (request.Header("Authorization").Length == 0)
        {
            return AzureResponse.Error(401, "Unauthorized");
        }

        var body = request.Body as JsonObject;
        switch (Word(body, "operation"))
        {
            case "list":
                return new(200, new JsonObject
                {
                    ["slots"] = new JsonArray(
                    new JsonObject { ["name"] = "one", ["key"] = account.Keys[0][^1] },
                    new JsonObject { ["name"] = "two", ["key"] = account.Keys[1][^1] })
                });
            case "regenerate":
                account.Regenerate(Word(body, "slot") == "one" ? 0 : 1, null);
                return new(204);
            default:
                return new(200, new JsonObject { ["result"] = account.Accepts(Word(body, "key") ?? "") ? "accepted" : "refused" });
        }
    }

    private AzureResponse Start() =>
        operations.Begin(new AzureResponse(202), operations.ByStatus, static _ => { });

    private static string? Word(JsonObject? body, string name) => (string?)body?[name];

    /// <summary>Shared Key of GET on the blob service's properties: the signature that the service would compute.</summary>
    private static bool IsSigned(AzureRequest request, SimulatedAccount account, string key)
    {
        var name = account.Id[(account.Id.LastIndexOf('/') + 1)..];
        var canonical = string.Concat(request.Headers.Where(static h => h.Key.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase))
            .OrderBy(static h => h.Key.ToLowerInvariant(), StringComparer.Ordinal)
            .Select(static h => $"{h.Key.ToLowerInvariant()}:{h.Value}\n"));
        var resource = $"/{name}{request.Path}"
            + string.Concat(request.Query.OrderBy(static q => q.Key, StringComparer.Ordinal).Select(static q => $"\n{q.Key}:{q.Value}"));
        var text = $"{request.Method}\n\n\n\n\n\n\n\n\n\n\n\n{canonical}{resource}";
        Span<byte> secret = stackalloc byte[128];
        if (!Convert.TryFromBase64String(key, secret, out var length))
        {
            return false;
        }

        var signature = Convert.ToBase64String(HMACSHA256.HashData(secret[..length], Encoding.UTF8.GetBytes(text)));
        return request.Header("Authorization") == $"SharedKey {name}:{signature}";
    }
}
