using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Rotation;

/// <summary>The credentials' documents, by the credential's id.</summary>
public sealed class RotationJournal(
    IDocumentStore documents) : Journal<CredentialState>(documents, Partition, RotationJson.Default.CredentialState)
{
    public const string Partition = "rotations";

    protected override CredentialState Empty(string id) => new() { Credential = id };
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(CredentialState))]
internal sealed partial class RotationJson : JsonSerializerContext;
