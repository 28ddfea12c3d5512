using System.Text.Json.Nodes;

namespace ServerlessGuard.Simulation.Azure;

/// <summary>
/// A resource that changes by operations: what it serves, what it is to serve, and what readers see, who may be behind.
/// Used under its provider's lock.
/// </summary>
internal sealed class SimulatedDeployment(string id, TimeProvider clock)
{
    private JsonObject? _seen;
    private DateTimeOffset _seenFrom;

    public string Id => id;

    public string Name => id[(id.LastIndexOf('/') + 1)..];

    /// <summary>The body that it serves; null before the first operation has succeeded.</summary>
    public JsonObject? Serving { get; private set; }

    /// <summary>The body of the last write.</summary>
    public JsonObject Requested { get; private set; } = [];

    public string State { get; private set; } = "Creating";

    public bool IsBusy => State is "Creating" or "Updating" or "Deleting" or "Accepted";

    public int Version { get; private set; }

    public string ChangedBy { get; private set; } = "";

    public DateTimeOffset ChangedAt { get; private set; }

    public void Ask(JsonObject body, string principal)
    {
        State = Serving is null ? "Creating" : "Updating";
        (Requested, ChangedBy, ChangedAt) = (body.DeepClone().AsObject(), principal, clock.GetUtcNow());
        Version++;
    }

    public void Delete() => State = "Deleting";

    /// <param name="lag">For how long readers still see what was before.</param>
    public void End(bool succeeded, TimeSpan lag)
    {
        var before = Serving ?? Requested;
        State = succeeded ? "Succeeded" : "Failed";
        Serving = succeeded ? Requested : Serving;
        (_seen, _seenFrom) = (before, clock.GetUtcNow() + lag);
        Version++;
    }

    /// <summary>The body that a reader gets, without what the provider adds.</summary>
    public JsonObject Read()
    {
        var body = (clock.GetUtcNow() < _seenFrom && _seen is not null ? _seen
            : IsBusy || State == "Succeeded" ? Requested
            : Serving ?? Requested).DeepClone().AsObject();
        body["id"] = id;
        body["name"] = Name;
        body["etag"] = $"\"{Version}\"";
        body["systemData"] = new JsonObject
        {
            ["lastModifiedBy"] = ChangedBy,
            ["lastModifiedByType"] = "Application",
            ["lastModifiedAt"] = ChangedAt.ToString("O", System.Globalization.CultureInfo.InvariantCulture)
        };
        (body["properties"] as JsonObject)?["provisioningState"] = State;
        return body;
    }
}
