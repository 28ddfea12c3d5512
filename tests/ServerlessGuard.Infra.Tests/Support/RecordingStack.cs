using Pulumi;

namespace ServerlessGuard.Infra.Tests.Support;

/// <summary>
/// The program as a stack whose transformation sees every resource. The SDK makes it itself: what it needs is handed over here.
/// </summary>
internal sealed class RecordingStack : Stack
{
    public RecordingStack()
        : base(new StackOptions { ResourceTransformations = { Recorder.Note } }) => Made = Program();

    public static DependencyRecorder Recorder { get; set; } = new();

    public static Func<IDictionary<string, object?>> Program { get; set; } = static () => new Dictionary<string, object?>();

    public static IDictionary<string, object?> Made { get; private set; } = new Dictionary<string, object?>();
}
