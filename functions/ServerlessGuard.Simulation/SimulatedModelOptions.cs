using ServerlessGuard.Simulation.Azure;

namespace ServerlessGuard.Simulation;

/// <summary>How the simulated model serves.</summary>
public sealed record SimulatedModelOptions
{
    /// <summary>The address to listen on. Port 0 takes a free one.</summary>
    public string Address { get; init; } = "http://127.0.0.1:0";

    /// <summary>Names that <c>/v1/models</c> lists; any name is answered.</summary>
    public IReadOnlyList<string> Models { get; init; } = ["simulated"];

    /// <summary>The bearer key without which it answers 401; null requires none.</summary>
    public string? Key { get; init; }

    /// <summary>Runes per streamed piece. Small, so that values are split over many pieces.</summary>
    public int PieceLength { get; init; } = 5;

    /// <summary>
    /// Whether it remembers what it saw (<see cref="SimulatedModel.Requests"/>), in memory, at most the last 4,096 requests.
    /// </summary>
    public bool Remember { get; init; }

    /// <summary>How it behaves. The default is as vulnerable as a model can be, so that only the guard stands between.</summary>
    public ModelBehaviour Behaviour { get; init; } = ModelBehaviour.Vulnerable;

    /// <summary>How long it waits between pieces when asked to answer slowly.</summary>
    public TimeSpan SlowPace { get; init; } = TimeSpan.FromMilliseconds(100);
}
