using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi.Testing;

namespace ServerlessGuard.Infra.Tests.Support;

/// <summary>Records what the program registers and answers with ids in Azure's form, so that scopes read as they will.</summary>
internal sealed class RecordingMocks : IMocks
{
    public ConcurrentQueue<RecordedResource> Resources { get; } = new();

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        var id = ArmId.Of(args.Type!, args.Inputs);
        var computed = Computed(args);
        Resources.Enqueue(new(args.Type!, args.Name!, id, args.Inputs) { Outputs = computed });
        // No input is echoed: outputs have other shapes, and the program needs none.
        var state = ImmutableDictionary.CreateBuilder<string, object>();
        if (id is not null)
            state["name"] = id[(id.LastIndexOf('/') + 1)..];
        foreach (var (name, value) in computed)
            state[name] = value;
        return Task.FromResult(
            (id ?? (args.Type!.StartsWith("azure-native:", StringComparison.Ordinal) ? args.Name : null), (object)state.ToImmutable()));
    }

    public Task<object> CallAsync(MockCallArgs args) =>
        throw new InvalidOperationException($"The program calls {args.Token}; nothing it needs has to be looked up.");

    private static Dictionary<string, object> Computed(MockResourceArgs args) => args.Type switch
    {
        "azure-native:managedidentity:UserAssignedIdentity" =>
            new() { ["principalId"] = "principal-" + args.Name, ["clientId"] = "client-" + args.Name },
        "azure-native:web:WebApp" => new() { ["defaultHostName"] = args.Inputs["name"] + ".azurewebsites.net" },
        "azure-native:monitor:DataCollectionEndpoint" =>
            new() { ["logsIngestion"] = ImmutableDictionary<string, object>.Empty.Add("endpoint", "https://dce.ingest.monitor.azure.com") },
        "azure-native:monitor:DataCollectionRule" => new() { ["immutableId"] = "dcr-0000" },
        "azure-native:operationalinsights:Workspace" => new() { ["customerId"] = "00000000-0000-0000-0000-0000000000aa" },
        "azure-native:applicationinsights:Component" =>
            new() { ["connectionString"] = "IngestionEndpoint=https://example.in.applicationinsights.azure.com/" },
        "azure-native:eventgrid:Topic" =>
            new() { ["endpoint"] = $"https://{args.Inputs["topicName"]}.eventgrid.azure.net/api/events", ["identity"] = Principal(args) },
        "azure-native:eventgrid:SystemTopic" => new() { ["identity"] = Principal(args) },
        _ => [],
    };

    private static ImmutableDictionary<string, object> Principal(MockResourceArgs args) =>
        ImmutableDictionary<string, object>.Empty.Add("principalId", "principal-" + args.Name);
}
