using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi.Testing;

namespace Pulumi;

public sealed class Deployment
{
    private static readonly AsyncLocal<Deployment?> Current = new();

    private readonly ConcurrentQueue<Task> _pending = new();
    private readonly ConcurrentQueue<Resource> _resources = new();
    private readonly Registration _registration;
    private readonly DeploymentInstance _instance;

    private Deployment(IMocks mocks, TestOptions options)
    {
        _instance = new(options.OrganizationName ?? "organization", options.ProjectName ?? "project", options.StackName ?? "stack");
        _registration = new(mocks, _instance, options.IsPreview ?? true);
    }

    public static DeploymentInstance Instance => Registering._instance;

    internal Stack? Stack { get; set; }

    internal static Deployment Registering =>
        Current.Value ?? throw new InvalidOperationException("A resource is made inside a deployment.");

    public static async Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<IDictionary<string, object?>> createResources)
    {
        ArgumentNullException.ThrowIfNull(createResources);
        IDictionary<string, object?> outputs = new Dictionary<string, object?>();
        return (await PlayAsync(testMocks, testOptions, () => outputs = createResources()).ConfigureAwait(false), outputs);
    }

    public static Task<ImmutableArray<Resource>> TestAsync<TStack>(IMocks mocks, TestOptions? options = null)
        where TStack : Stack, new() => PlayAsync(mocks, options, () => _ = new TStack());

    private static async Task<ImmutableArray<Resource>> PlayAsync(IMocks mocks, TestOptions? options, Action play)
    {
        var deployment = new Deployment(mocks, options ?? new TestOptions());
        Current.Value = deployment;
        try
        {
            play();
            await deployment.SettleAsync().ConfigureAwait(false);
            return [.. deployment._resources];
        }
        finally
        {
            Current.Value = null;
        }
    }

    internal static void Track(Task task) => Current.Value?._pending.Enqueue(task);

    internal void Register(Resource resource, string type, string name, bool custom, ResourceArgs args, ResourceOptions options)
    {
        _resources.Enqueue(resource);
        _pending.Enqueue(_registration.StartAsync(resource, type, name, custom, args, options));
    }

    private async Task SettleAsync()
    {
        while (_pending.TryDequeue(out var task))
            await task.ConfigureAwait(false);
    }
}
