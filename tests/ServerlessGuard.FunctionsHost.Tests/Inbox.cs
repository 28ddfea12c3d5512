using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace ServerlessGuard.FunctionsHost.Tests;

/// <summary>Files that the redactor is told of, and where it puts them.</summary>
internal sealed class Inbox(Stage stage)
{
    private readonly BlobServiceClient _blobs = new(stage.Azurite.ConnectionString);

    /// <summary>Puts a letter there. Its event, by the schema.</summary>
    public async Task<(string Name, string Event)> PutAsync(string schema, CancellationToken cancellationToken)
    {
        var name = $"{Guid.NewGuid():N}.txt";
        var container = _blobs.GetBlobContainerClient("inbox");
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        var blob = container.GetBlobClient(name);
        await blob.UploadAsync(
            new BinaryData(Encoding.UTF8.GetBytes("Dear Ms Example,\nwrite to erika.mustermann@mailbox.org.\n")), new BlobUploadOptions(),
            cancellationToken);
        var (id, subject) = (Guid.NewGuid().ToString("D"), "/blobServices/default/containers/inbox/blobs/" + name);
        const string Source = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/data";
        var data = $$"""{"api":"PutBlob","contentType":"text/plain","blobType":"BlockBlob","url":"{{blob.Uri}}"}""";
        return (name, schema == "cloud"
            ? $$"""{"specversion":"1.0","id":"{{id}}","source":"{{Source}}","subject":"{{subject}}","type":"Microsoft.Storage.BlobCreated","time":"2026-11-23T10:00:00Z","data":{{data}}}"""
            : $$"""{"id":"{{id}}","topic":"{{Source}}","subject":"{{subject}}","eventType":"Microsoft.Storage.BlobCreated","eventTime":"2026-11-23T10:00:00Z","data":{{data}},"dataVersion":"","metadataVersion":"1"}""");
    }

    public async ValueTask<bool> IsCleanAsync(string name, CancellationToken cancellationToken) =>
        await _blobs.GetBlobContainerClient("clean").GetBlobClient(name).ExistsAsync(cancellationToken);
}
