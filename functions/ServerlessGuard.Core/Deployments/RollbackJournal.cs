using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Routing;

namespace ServerlessGuard.Core.Deployments;

/// <summary>The models' documents. One per model, so that one write decides who wins.</summary>
public sealed class RollbackJournal(IDocumentStore documents)
{
    public const string Partition = "rollbacks";

    public async ValueTask<ModelRollbacks> ReadAsync(string model, CancellationToken cancellationToken) =>
        (await LoadAsync(model, cancellationToken)).State;

    /// <summary>The state, and its document's version (null when there is none yet).</summary>
    internal async ValueTask<(ModelRollbacks State, string? Version)> LoadAsync(string model, CancellationToken cancellationToken)
    {
        var document = await documents.GetAsync(Partition, ModelKeys.Of(model), cancellationToken);
        var state = document is null ? null : JsonSerializer.Deserialize(document.Body.Span, DeploymentJson.Default.ModelRollbacks);
        return (state ?? new ModelRollbacks { Model = model }, document?.Version);
    }

    /// <summary>The new version, or null when somebody else wrote meanwhile.</summary>
    internal async ValueTask<string?> SaveAsync(ModelRollbacks state, string? version, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(state, DeploymentJson.Default.ModelRollbacks);
        var written = version is null
            ? await documents.CreateAsync(Partition, ModelKeys.Of(state.Model), body, null, cancellationToken)
            : await documents.ReplaceAsync(Partition, ModelKeys.Of(state.Model), body, version, null, cancellationToken);
        return written?.Version;
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ModelRollbacks))]
internal sealed partial class DeploymentJson : JsonSerializerContext;
