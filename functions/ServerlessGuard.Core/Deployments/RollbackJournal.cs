using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Routing;

namespace ServerlessGuard.Core.Deployments;

/// <summary>The models' documents, by the model's id.</summary>
public sealed class RollbackJournal(
    IDocumentStore documents) : Journal<RollbackState>(documents, Partition, DeploymentJson.Default.RollbackState)
{
    public const string Partition = "rollbacks";

    protected override RollbackState Empty(string id) => new() { Model = id };

    protected override string KeyOf(string id) => ModelKeys.Of(id);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RollbackState))]
internal sealed partial class DeploymentJson : JsonSerializerContext;
