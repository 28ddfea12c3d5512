using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Simulation.Azure;

/// <summary>
/// Microsoft.Authorization of the simulated ARM: lists at, above and below a scope, in pages, as <c>$filter</c> asks; and
/// resources that have properties of their own, such as vaults.
/// </summary>
public sealed class SimulatedAuthorization : IArmResources
{
    private const string Marker = "/providers/Microsoft.Authorization/";
    private const string Builtin = "/providers/Microsoft.Authorization/roleDefinitions/";

    private readonly ConcurrentDictionary<string, List<JsonObject>> _items = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, JsonObject> _resources = new(StringComparer.OrdinalIgnoreCase);
    private int _number;

    /// <summary>Items on a page.</summary>
    public int PageSize { get; set; } = 2;

    /// <summary>The host in the address of a list's next page.</summary>
    public string NextHost { get; set; } = AzureSimulation.ArmHost;

    /// <summary>Adds a resource that answers GET with these properties.</summary>
    public void AddResource(string id, JsonObject properties) => _resources[id] = properties;

    /// <summary>
    /// Adds a built-in role; its id. Actions that begin with <c>#</c> are data actions, with <c>-</c> (or <c>-#</c>) they are taken away.
    /// </summary>
    public string AddRole(string name, params ReadOnlySpan<string> actions)
    {
        var id = Builtin + Next();
        var (allowed, taken, data, takenData) = (new JsonArray(), new JsonArray(), new JsonArray(), new JsonArray());
        foreach (var action in actions)
        {
            var isTaken = action[0] == '-';
            var bare = isTaken ? action[1..] : action;
            var list = bare[0] == '#' ? (isTaken ? takenData : data) : isTaken ? taken : allowed;
            list.Add((JsonNode)bare.TrimStart('#'));
        }

        Add("roleDefinitions", "/", id, new JsonObject
        {
            ["roleName"] = name,
            ["type"] = "BuiltInRole",
            ["permissions"] = new JsonArray(
                new JsonObject { ["actions"] = allowed, ["notActions"] = taken, ["dataActions"] = data, ["notDataActions"] = takenData }),
        });
        return id;
    }

    /// <summary>A standing assignment; its id.</summary>
    public string Assign(string scope, string role, string principal, string type = "ServicePrincipal", string? condition = null) =>
        AddAt("roleAssignments", scope, Assignment(scope, role, principal, type, condition, null));

    /// <summary>A PIM eligibility: the principal may activate the role.</summary>
    public string MakeEligible(string scope, string role, string principal, string type = "User", string? name = null) =>
        AddAt("roleEligibilityScheduleInstances", scope, Assignment(scope, role, principal, type, null, name));

    /// <summary>A PIM assignment in force until its end.</summary>
    public string Activate(string scope, string role, string principal, DateTimeOffset until, string type = "User")
    {
        var properties = Assignment(scope, role, principal, type, null, null);
        properties["endDateTime"] = until.ToString("O", CultureInfo.InvariantCulture);
        return AddAt("roleAssignmentScheduleInstances", scope, properties);
    }

    public string Deny(string scope, string action, string principal, params ReadOnlySpan<string> excluded)
    {
        var left = new JsonArray();
        foreach (var one in excluded)
        {
            left.Add((JsonNode)new JsonObject { ["id"] = one, ["type"] = "ServicePrincipal" });
        }

        return AddAt("denyAssignments", scope, new JsonObject
        {
            ["scope"] = scope,
            ["permissions"] = new JsonArray(new JsonObject { ["actions"] = new JsonArray(action) }),
            ["principals"] = new JsonArray(new JsonObject { ["id"] = principal, ["type"] = "SystemDefined" }),
            ["excludePrincipals"] = left,
        });
    }

    public AzureResponse? Manage(AzureRequest request)
    {
        if (request.Method != "GET")
        {
            return null;
        }

        var at = request.Path.LastIndexOf(Marker, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return _resources.TryGetValue(request.Path, out var properties)
                ? new AzureResponse(200, new JsonObject { ["id"] = request.Path, ["properties"] = properties.DeepClone() }) : null;
        }

        var rest = request.Path[(at + Marker.Length)..].Split('/');
        return rest.Length == 1 ? List(rest[0], request.Path[..at], request) : Find(rest[0], request.Path);
    }

    private AzureResponse List(string kind, string scope, AzureRequest request)
    {
        var filter = request.Query.GetValueOrDefault("$filter", "");
        JsonObject[] found;
        lock (_items)
        {
            found = [.. _items.GetValueOrDefault(kind, []).Where(item => IsIn((string)item["scope"]!, scope, filter))];
        }

        var skip = int.Parse(request.Query.GetValueOrDefault("$skiptoken", "0"), CultureInfo.InvariantCulture);
        var page = new JsonObject
        {
            ["value"] = new JsonArray([.. found.Skip(skip).Take(PageSize).Select(static item => item["item"]!.DeepClone())])
        };
        if (skip + PageSize < found.Length)
        {
            page[
                "nextLink"] =
                    $"https://{NextHost}{request.Path}?api-version={request.Query["api-version"]}&$filter={Uri.EscapeDataString(filter)}&$skiptoken={skip + PageSize}";
        }

        return new AzureResponse(200, page);
    }

    private AzureResponse Find(string kind, string path)
    {
        lock (_items)
        {
            return _items.GetValueOrDefault(kind, [])
                .Find(item => path.EndsWith(((string)item["item"]!["id"]!).Split('/')[^1], StringComparison.OrdinalIgnoreCase)) is { } found
                ? new AzureResponse(200, found["item"]!.DeepClone()) : AzureResponse.Error(404, "RoleDefinitionDoesNotExist");
        }
    }

    /// <summary>
    /// Without a filter: at, above and below. <c>atScope()</c>: not below. <c>atScopeAndBelow()</c>: all that can be used here.
    /// </summary>
    private static bool IsIn(string scope, string asked, string filter)
    {
        var isAbove = scope == "/"
            || asked.Equals(scope, StringComparison.OrdinalIgnoreCase)
            || asked.StartsWith(scope + "/", StringComparison.OrdinalIgnoreCase)
            || scope.StartsWith("/providers/Microsoft.Management/", StringComparison.OrdinalIgnoreCase);
        return isAbove || (filter != "atScope()" && scope.StartsWith(asked + "/", StringComparison.OrdinalIgnoreCase));
    }

    private static JsonObject Assignment(string scope, string role, string principal, string type, string? condition, string? name) => new()
    {
        ["scope"] = scope,
        ["roleDefinitionId"] = role,
        ["principalId"] = principal,
        ["principalType"] = type,
        ["condition"] = condition,
        ["expandedProperties"] = name is null ? null : new JsonObject { ["principal"] = new JsonObject { ["displayName"] = name } },
    };

    private string AddAt(string kind, string scope, JsonObject properties)
    {
        var id = $"{scope.TrimEnd('/')}{Marker}{kind}/{Next()}";
        Add(kind, scope, id, properties);
        return id;
    }

    private void Add(string kind, string scope, string id, JsonObject properties)
    {
        lock (_items)
        {
            _items.GetOrAdd(kind, static _ => [])
                .Add(new JsonObject { ["scope"] = scope, ["item"] = new JsonObject { ["id"] = id, ["properties"] = properties } });
        }
    }

    private string Next() =>
        string.Create(CultureInfo.InvariantCulture, $"00000000-0000-0000-0000-{Interlocked.Increment(ref _number):x12}");
}
