using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Testing.SimulatedAzure;

/// <summary>Resources with their management and data planes.</summary>
public sealed class SimulatedResources(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, SimulatedAccount> _accounts = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, (int Polls, bool ByStatus)> _operations = new();
    private int _next;

    /// <summary>How often a long-running operation says that it goes on.</summary>
    public int Polls { get; set; } = 2;

    /// <summary>Whether operations are followed by Azure-AsyncOperation rather than Location.</summary>
    public bool ByStatus { get; set; }

    /// <summary>How operations end.</summary>
    public string Outcome { get; set; } = "Succeeded";

    /// <summary>Where operations are said to be followed.</summary>
    public string OperationHost { get; set; } = AzureSimulation.ArmHost;

    public SimulatedAccount Add(string id, KeyShape shape) => _accounts[id] = new SimulatedAccount(id, shape, clock);

    internal SimulatedAnswer Manage(SimulatedRequest request)
    {
        if (request.Path.StartsWith("/operations/", StringComparison.Ordinal))
        {
            return Follow(request.Path[12..]);
        }

        if (!request.Query.ContainsKey("api-version"))
        {
            return SimulatedAnswer.Error(400, "MissingApiVersionParameter");
        }

        var action = request.Path[(request.Path.LastIndexOf('/') + 1)..];
        if (request.Method == "GET")
        {
            return _accounts.TryGetValue(request.Path, out var described) ? new(200, described.Describe()) : SimulatedAnswer.Error(404, "ResourceNotFound");
        }

        return request.Method == "POST" && _accounts.TryGetValue(request.Path[..^(action.Length + 1)], out var account)
            ? Act(account, action, request.Body as JsonObject)
            : SimulatedAnswer.Error(404, "ResourceNotFound");
    }

    internal SimulatedAnswer Call(SimulatedRequest request)
    {
        var account = _accounts.Values.FirstOrDefault(a => a.Host == request.Host);
        if (account is null)
        {
            return SimulatedAnswer.Error(404, "NotFound");
        }

        if (account.Shape == KeyShape.Webhook)
        {
            return CallWebhook(account, request);
        }

        var accepted = account.Shape switch
        {
            KeyShape.OnlineEndpoint => account.Accepts(request.Header("Authorization").Replace("Bearer ", "", StringComparison.Ordinal)),
            KeyShape.EventGridTopic => request.Method == "POST" && account.Accepts(request.Header("aeg-sas-key")),
            KeyShape.StorageAccount => account.Keys.SelectMany(static keys => keys).Where(account.Accepts).Any(key => IsSigned(request, account, key)),
            _ => account.Accepts(request.Header("api-key")),
        };
        return accepted ? new(200) { Text = account.Shape == KeyShape.StorageAccount ? "<StorageServiceProperties/>" : null } : SimulatedAnswer.Error(account.Shape == KeyShape.StorageAccount ? 403 : 401, "AuthenticationFailed");
    }

    private SimulatedAnswer Act(SimulatedAccount account, string action, JsonObject? body)
    {
        switch (account.Shape, action)
        {
            case (_, "listKeys"):
                return new(200, account.List());
            case (KeyShape.OnlineEndpoint, "regenerateKeys") when Word(body, "keyType") is "Primary" or "Secondary":
                account.Regenerate(Word(body, "keyType") == "Primary" ? 0 : 1, Word(body, "keyValue"));
                return Start();
            case (KeyShape.CognitiveServices, "regenerateKey") when Word(body, "keyName") is "Key1" or "Key2":
                account.Regenerate(Word(body, "keyName") == "Key1" ? 0 : 1, null);
                return new(200, account.List());
            case (KeyShape.StorageAccount or KeyShape.EventGridTopic, "regenerateKey") when Word(body, "keyName") is "key1" or "key2":
                account.Regenerate(Word(body, "keyName") == "key1" ? 0 : 1, null);
                return new(200, account.List());
            default:
                return SimulatedAnswer.Error(400, "InvalidRequestContent");
        }
    }

    private static SimulatedAnswer CallWebhook(SimulatedAccount account, SimulatedRequest request)
    {
        if (request.Header("Authorization").Length == 0)
        {
            return SimulatedAnswer.Error(401, "Unauthorized");
        }

        var body = request.Body as JsonObject;
        switch (Word(body, "operation"))
        {
            case "list":
                return new(200, new JsonObject { ["slots"] = new JsonArray(new JsonObject { ["name"] = "one", ["key"] = account.Keys[0][^1] }, new JsonObject { ["name"] = "two", ["key"] = account.Keys[1][^1] }) });
            case "regenerate":
                account.Regenerate(Word(body, "slot") == "one" ? 0 : 1, null);
                return new(204);
            default:
                return new(200, new JsonObject { ["result"] = account.Accepts(Word(body, "key") ?? "") ? "accepted" : "refused" });
        }
    }

    private SimulatedAnswer Start()
    {
        var operation = $"{Interlocked.Increment(ref _next)}";
        _operations[operation] = (Polls, ByStatus);
        return new SimulatedAnswer(202).With(ByStatus ? "Azure-AsyncOperation" : "Location", $"https://{OperationHost}/operations/{operation}").With("Retry-After", "0");
    }

    private SimulatedAnswer Follow(string operation)
    {
        if (!_operations.TryGetValue(operation, out var state))
        {
            return SimulatedAnswer.Error(404, "NotFound");
        }

        var going = state.Polls > 0;
        _operations[operation] = state with { Polls = state.Polls - 1 };
        if (state.ByStatus)
        {
            var body = new JsonObject { ["status"] = going ? "InProgress" : Outcome };
            if (!going && Outcome == "Failed")
            {
                body["error"] = new JsonObject { ["code"] = "KeyServiceBusy", ["message"] = "simulated" };
            }

            return new SimulatedAnswer(200, body).With("Retry-After", "0");
        }

        return going ? new SimulatedAnswer(202).With("Retry-After", "0") : new SimulatedAnswer(200);
    }

    private static string? Word(JsonObject? body, string name) => (string?)body?[name];

    /// <summary>Shared Key of GET on the blob service's properties: the signature that the service would compute.</summary>
    private static bool IsSigned(SimulatedRequest request, SimulatedAccount account, string key)
    {
        var name = account.Id[(account.Id.LastIndexOf('/') + 1)..];
        var canonical = string.Concat(request.Headers.Where(static h => h.Key.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase)).OrderBy(static h => h.Key.ToLowerInvariant(), StringComparer.Ordinal).Select(static h => $"{h.Key.ToLowerInvariant()}:{h.Value}\n"));
        var resource = $"/{name}{request.Path}" + string.Concat(request.Query.OrderBy(static q => q.Key, StringComparer.Ordinal).Select(static q => $"\n{q.Key}:{q.Value}"));
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
