using System.Globalization;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Simulation.Azure;

/// <summary>Key Vault's secrets: a challenge first, versions, attributes in whole seconds, soft delete.</summary>
public sealed class SimulatedVault(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<JsonObject>> _secrets = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _deleted = new(StringComparer.OrdinalIgnoreCase);
    private int _next;

    public SimulatedVaultKeys Keys { get; } = new();

    /// <summary>Stamps the versions.</summary>
    public TimeProvider Clock { get; set; } = clock;

    /// <summary>A secret's versions with their values, oldest first.</summary>
    public IReadOnlyList<(string Version, string Value)> Versions(string name)
    {
        lock (_gate)
        {
            return [.. _secrets.GetValueOrDefault(name, [])
                .Select(static s => (((string)s["id"]!)[(((string)s["id"]!).LastIndexOf('/') + 1)..], (string)s["value"]!))];
        }
    }

    /// <summary>Deletes the secret; its name stays taken.</summary>
    public void SoftDelete(string name)
    {
        lock (_gate)
        {
            _secrets.Remove(name);
            _deleted.Add(name);
        }
    }

    internal AzureResponse Answer(AzureRequest request)
    {
        if (!request.Header("Authorization").StartsWith("Bearer ", StringComparison.Ordinal))
        {
            return AzureResponse.Error(401, "Unauthorized")
                .With(
                    "WWW-Authenticate",
                    "Bearer authorization=\"https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000\", "
                    + "resource=\"https://vault.azure.net\"");
        }

        lock (_gate)
        {
            return (request.Method, request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries)) switch
            {
                ("PUT", ["secrets", var name]) => Set(name, request.Body!.AsObject()),
                ("GET", ["secrets", var name, "versions"]) => List(name, request.Query.GetValueOrDefault("$skiptoken")),
                ("GET", ["secrets", var name]) => Get(name, null),
                ("GET", ["secrets", var name, var version]) => Get(name, version),
                (_, ["keys", .. var key]) => Keys.Answer(request, key),
                ("PATCH", ["secrets", var name, var version]) => Update(name, version, request.Body!.AsObject()),
                _ => AzureResponse.Error(404, "NotFound"),
            };
        }
    }

    private AzureResponse Set(string name, JsonObject body)
    {
        if (_deleted.Contains(name))
        {
            return AzureResponse.Error(409, "Conflict", "ObjectIsDeletedButRecoverable");
        }

        var now = Clock.GetUtcNow().ToUnixTimeSeconds();
        var attributes = body["attributes"]?.DeepClone().AsObject() ?? [];
        attributes["enabled"] ??= true;
        attributes["created"] = now;
        attributes["updated"] = now;
        // Version ids are random in the service: their order says nothing.
        var version = ((++_next * 2654435761L) & 0xffffffffL).ToString("x32", CultureInfo.InvariantCulture);
        var secret = new JsonObject
        {
            ["id"] = $"https://{AzureSimulation.VaultHost}/secrets/{name}/{version}",
            ["value"] = body["value"]?.DeepClone(),
            ["contentType"] = body["contentType"]?.DeepClone(),
            ["tags"] = body["tags"]?.DeepClone(),
            ["attributes"] = attributes,
        };
        if (!_secrets.TryGetValue(name, out var versions))
        {
            _secrets[name] = versions = [];
        }

        versions.Add(secret);
        return new(200, secret.DeepClone());
    }

    private AzureResponse Get(string name, string? version)
    {
        if (Find(name, version) is not { } secret)
        {
            return AzureResponse.Error(404, "SecretNotFound");
        }

        return (bool)secret["attributes"]!["enabled"]!
            ? new(200, secret.DeepClone())
            : AzureResponse.Error(403, "Forbidden", "SecretDisabled");
    }

    private AzureResponse List(string name, string? after)
    {
        if (!_secrets.TryGetValue(name, out var versions))
        {
            return AzureResponse.Error(404, "SecretNotFound");
        }

        // In no order, two to a page.
        const int page = 2;
        var from = after is null ? 0 : int.Parse(after, CultureInfo.InvariantCulture);
        var ordered = versions.OrderBy(static v => (string)v["id"]!, StringComparer.Ordinal).ToList();
        var items = new JsonArray([.. ordered.Skip(from).Take(page).Select(static v =>
        {
            var item = v.DeepClone().AsObject();
            item.Remove("value");
            return (JsonNode)item;
        })]);
        var next = from + page < ordered.Count
            ? $"https://{AzureSimulation.VaultHost}/secrets/{name}/versions?api-version=7.6&$skiptoken={from + page}"
            : null;
        return new(200, new JsonObject { ["value"] = items, ["nextLink"] = next });
    }

    private AzureResponse Update(string name, string version, JsonObject body)
    {
        if (Find(name, version) is not { } secret)
        {
            return AzureResponse.Error(404, "SecretNotFound");
        }

        foreach (var (key, value) in body["attributes"]?.AsObject() ?? [])
        {
            secret["attributes"]![key] = value?.DeepClone();
        }

        secret["tags"] = body["tags"]?.DeepClone() ?? secret["tags"]?.DeepClone();
        var answer = secret.DeepClone().AsObject();
        answer.Remove("value");
        return new(200, answer);
    }

    private JsonObject? Find(string name, string? version) =>
        !_secrets.TryGetValue(name, out var versions) ? null
            : version is null ? versions[^1] : versions.Find(v => ((string)v["id"]!).EndsWith("/" + version, StringComparison.Ordinal));
}
