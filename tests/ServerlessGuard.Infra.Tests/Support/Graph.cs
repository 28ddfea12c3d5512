using System.Collections.Concurrent;
using Pulumi.Testing;
using ServerlessGuard.Infra.Settings;

namespace ServerlessGuard.Infra.Tests.Support;

/// <summary>The recorded resource graph of one run of the program.</summary>
internal sealed class Graph
{
    // The real test deployment is process-wide: one run at a time.
    private static readonly SemaphoreSlim OneAtATime = new(1);
    private static readonly ConcurrentDictionary<string, Graph> Made = new();

    private Graph(IReadOnlyList<RecordedResource> resources, IDictionary<string, object?> outputs) =>
        (Resources, Outputs) = (resources, outputs);

    public IReadOnlyList<RecordedResource> Resources { get; }

    public IDictionary<string, object?> Outputs { get; }

    public RecordedResource this[(string Type, string Name) key] => ByKey[key];

    private Dictionary<(string Type, string Name), RecordedResource> ByKey => field ??= Resources.ToDictionary(r => r.Key);

    /// <summary>The same graph with other dependencies.</summary>
    public Graph With(Func<RecordedResource, RecordedResource> change) => new([.. Resources.Select(change)], Outputs);

    public IEnumerable<RecordedResource> Of(string type) => Resources.Where(r => r.Short == type);

    /// <summary>The graph of the example settings, with some of them changed; equal settings are run once.</summary>
    public static async Task<Graph> OfAsync(params (string Key, string? Value)[] changes)
    {
        var key = string.Join('|', changes.Select(c => $"{c.Key}={c.Value}"));
        if (Made.TryGetValue(key, out var made))
            return made;
        return Made[key] = await RunAsync(Example.Settings("dev", changes));
    }

    public static async Task<Graph> RunAsync(GuardSettings settings)
    {
        var mocks = new RecordingMocks();
        var options = new TestOptions { ProjectName = settings.Project, StackName = settings.Stack, IsPreview = false };
        return await AloneAsync(async () =>
        {
            var recorder = new DependencyRecorder();
            (RecordingStack.Recorder, RecordingStack.Program) = (recorder, () => GuardStack.Define(settings));
            await Pulumi.Deployment.TestAsync<RecordingStack>(mocks, options);
            var read = await recorder.ReadAsync();
            return new Graph(
                [.. mocks.Resources.Where(r => r.Type.StartsWith("azure-native:", StringComparison.Ordinal))
                    .Select(r => r with { Options = read[(r.Type, r.Name)] })],
                RecordingStack.Made);
        });
    }

    public static async Task<T> AloneAsync<T>(Func<Task<T>> run)
    {
        await OneAtATime.WaitAsync();
        try
        {
            return await run();
        }
        finally
        {
            OneAtATime.Release();
        }
    }
}
