using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Simulation.Azure;

/// <summary>
/// Role assignments, and what follows from them: a principal that was ever given one here may read its scope while it
/// has it, and a while longer (<see cref="Lag"/>), as Azure's caches make it. Others are not checked.
/// </summary>
public sealed class SimulatedGrants(TimeProvider clock) : IArmResources
{
    private const string Provider = "/providers/Microsoft.Authorization/roleAssignments/";

    private readonly ConcurrentDictionary<string, JsonObject> _standing = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<(string Principal, string Scope), DateTimeOffset> _changed = new();

    /// <summary>For how long a change of an assignment is not seen where it is checked.</summary>
    public TimeSpan Lag { get; set; }

    /// <summary>Whether the assignment stands.</summary>
    public bool Has(string id) => _standing.ContainsKey(id);

    /// <summary>Gives a principal a role at once.</summary>
    public void AddExisting(string id, string role, string principal)
    {
        _standing[id] = Body(id, role, principal, "ServicePrincipal");
        _changed[(principal, ScopeOf(id))] = DateTimeOffset.MinValue;
    }

    public AzureResponse? Manage(AzureRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var at = request.Path.IndexOf(Provider, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? Check(request) : request.Method switch
        {
            "GET" => _standing.TryGetValue(request.Path, out var found)
                ? new AzureResponse(200, found.DeepClone())
                : AzureResponse.Error(404, "RoleAssignmentNotFound"),
            "DELETE" => Delete(request.Path),
            "PUT" => Put(request),
            _ => AzureResponse.Error(405, "MethodNotAllowed"),
        };
    }

    private static string ScopeOf(string id) => id[..id.IndexOf(Provider, StringComparison.OrdinalIgnoreCase)].ToUpperInvariant();

    private static JsonObject Body(string id, string role, string principal, string? type) => new()
    {
        ["id"] = id,
        ["name"] = id[(id.LastIndexOf('/') + 1)..],
        ["type"] = "Microsoft.Authorization/roleAssignments",
        ["properties"] = new JsonObject { ["roleDefinitionId"] = role, ["principalId"] = principal, ["principalType"] = type },
    };

    /// <summary>Null: the principal is none of these, and another provider answers.</summary>
    private AzureResponse? Check(AzureRequest request)
    {
        var scope = request.Path.ToUpperInvariant();
        if (!_changed.TryGetValue((request.Principal, scope), out var changed))
        {
            return null;
        }

        var has = _standing.Any(s => ScopeOf(s.Key) == scope && (string?)s.Value["properties"]!["principalId"] == request.Principal);
        var seen = clock.GetUtcNow() >= changed + Lag ? has : !has;
        return seen ? new AzureResponse(200, new JsonObject { ["id"] = request.Path }) : AzureResponse.Error(403, "AuthorizationFailed");
    }

    private AzureResponse Delete(string id)
    {
        if (!_standing.TryRemove(id, out var removed))
        {
            return new AzureResponse(204);
        }

        _changed[((string)removed["properties"]!["principalId"]!, ScopeOf(id))] = clock.GetUtcNow();
        return new AzureResponse(200, removed);
    }

    private AzureResponse Put(AzureRequest request)
    {
        if ((string?)request.Body?["properties"]?["roleDefinitionId"] is not { } role
            || (string?)request.Body["properties"]!["principalId"] is not { } principal)
        {
            return AzureResponse.Error(400, "BadRequestFormat");
        }

        var body = Body(request.Path, role, principal, (string?)request.Body["properties"]!["principalType"]);
        if (!_standing.TryAdd(request.Path, body))
        {
            return AzureResponse.Error(409, "RoleAssignmentExists");
        }

        _changed[(principal, ScopeOf(request.Path))] = clock.GetUtcNow();
        return new AzureResponse(201, body.DeepClone());
    }
}
