using System.Globalization;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Simulation.Azure;

/// <summary>Long-running operations: how long they take, how they end and how they are followed.</summary>
public sealed class ArmOperations(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Operation> _all = [];
    private readonly List<Operation> _running = [];
    private int _next;

    /// <summary>How many requests ARM answers while an operation continues, however long it takes.</summary>
    public int Polls { get; set; } = 2;

    /// <summary>How long an operation takes at least.</summary>
    public TimeSpan Takes { get; set; }

    /// <summary>Whether actions are followed by Azure-AsyncOperation rather than Location. Writes of deployments always are.</summary>
    public bool ByStatus { get; set; }

    /// <summary>How operations that begin now will end: Succeeded, Failed or Canceled.</summary>
    public string Outcome { get; set; } = "Succeeded";

    /// <summary>The host at which clients poll an operation.</summary>
    public string Host { get; set; } = AzureSimulation.ArmHost;

    /// <summary>Answers for an operation that begins. <paramref name="end"/> gets once whether it succeeded.</summary>
    internal AzureResponse Begin(AzureResponse answer, bool byStatus, Action<bool> end)
    {
        lock (_gate)
        {
            var id = (++_next).ToString(CultureInfo.InvariantCulture);
            _all[id] = new Operation(byStatus, Outcome, clock.GetUtcNow() + Takes, end) { Polls = Polls };
            _running.Add(_all[id]);
            return answer.With(byStatus ? "Azure-AsyncOperation" : "Location", $"https://{Host}/operations/{id}").With("Retry-After", "0");
        }
    }

    internal AzureResponse Poll(string id)
    {
        lock (_gate)
        {
            return _all.TryGetValue(id, out var operation)
                ? operation.ToResponse().With("Retry-After", "0")
                : AzureResponse.Error(404, "NotFound");
        }
    }

    /// <summary>Called before each request: what has taken its time ends, whether or not anyone follows it.</summary>
    internal void Tick()
    {
        List<Operation> over;
        lock (_gate)
        {
            _running.ForEach(static operation => operation.Polls--);
            over = [.. _running.Where(operation => operation.Polls < 0 && clock.GetUtcNow() >= operation.Ends)];
            foreach (var operation in over)
            {
                operation.IsOver = true;
                _running.Remove(operation);
            }
        }

        over.ForEach(static operation => operation.End(operation.Outcome == "Succeeded"));
    }

    private sealed record Operation(bool ByStatus, string Outcome, DateTimeOffset Ends, Action<bool> End)
    {
        public int Polls { get; set; }

        public bool IsOver { get; set; }

        public AzureResponse ToResponse()
        {
            if (!ByStatus)
            {
                return new AzureResponse(IsOver ? 200 : 202);
            }

            var body = new JsonObject { ["status"] = IsOver ? Outcome : "InProgress" };
            if (IsOver && Outcome == "Failed")
            {
                body["error"] = new JsonObject { ["code"] = "KeyServiceBusy", ["message"] = "simulated" };
            }

            return new AzureResponse(200, body);
        }
    }
}
