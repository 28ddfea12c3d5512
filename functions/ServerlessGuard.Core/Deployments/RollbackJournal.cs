using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Routing;

namespace ServerlessGuard.Core.Deployments;

/// <summary>The models' documents, by the model's id.</summary>
public sealed class RollbackJournal(IDocumentStore documents) : Journal<ModelRollbacks>(documents, Partition, DeploymentJson.Default.ModelRollbacks)
{
    public const string Partition = "rollbacks";

    protected override ModelRollbacks Empty(string id) => new() { Model = id };

    protected override string KeyOf(string id) => ModelKeys.Of(id);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ModelRollbacks))]
internal sealed partial class DeploymentJson : JsonSerializerContext;
