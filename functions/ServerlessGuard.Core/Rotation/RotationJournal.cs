using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Rotation;

/// <summary>The credentials' documents. One per credential, so that one write decides who wins.</summary>
public sealed class RotationJournal(IDocumentStore documents)
{
    public const string Partition = "rotations";

    public async ValueTask<CredentialState> ReadAsync(string credential, CancellationToken cancellationToken) =>
        (await LoadAsync(credential, cancellationToken)).State;

    /// <summary>The state, and its document's version (null when there is none yet).</summary>
    internal async ValueTask<(CredentialState State, string? Version)> LoadAsync(string credential, CancellationToken cancellationToken)
    {
        var document = await documents.GetAsync(Partition, credential, cancellationToken);
        var state = document is null ? null : JsonSerializer.Deserialize(document.Body.Span, RotationJson.Default.CredentialState);
        return (state ?? new CredentialState { Credential = credential }, document?.Version);
    }

    /// <summary>The new version, or null when somebody else wrote meanwhile.</summary>
    internal async ValueTask<string?> SaveAsync(CredentialState state, string? version, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(state, RotationJson.Default.CredentialState);
        var written = version is null
            ? await documents.CreateAsync(Partition, state.Credential, body, null, cancellationToken)
            : await documents.ReplaceAsync(Partition, state.Credential, body, version, null, cancellationToken);
        return written?.Version;
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(CredentialState))]
internal sealed partial class RotationJson : JsonSerializerContext;
