using System.Net;
using ServerlessGuard.Core.Audit.Merkle;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Audit.Sequencing;

/// <summary>
/// A witness behind a URL (C2SP tlog-witness): submits to <c>PREFIX/add-checkpoint</c> and takes only what
/// <paramref name="key"/> verifies. The sequencer and a pack may ask at once: the witness itself orders them.
/// </summary>
/// <param name="http">Bounds the answer's size and time.</param>
public sealed class HttpWitness(HttpClient http, Uri prefix, NoteKey key) : IWitness
{
    private readonly Uri _address = new(prefix.AbsoluteUri.TrimEnd('/') + "/add-checkpoint");

    /// <summary>The checkpoint size that the witness probably signed last; at first 0. The witness corrects it.</summary>
    private long _lastSigned;

    /// <summary>A client with the bounds that a witness's answer needs: 1 MiB, no redirects.</summary>
    public static HttpClient CreateClient(TimeSpan timeout) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false }) { MaxResponseContentBufferSize = SignedNote.MaxBytes, Timeout = timeout };

    public async ValueTask<NoteSignature?> CosignAsync(
        SignedNote checkpoint, long size, Func<long, CancellationToken, ValueTask<IReadOnlyList<MerkleHash>>> prove,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(prove);
        var from = Interlocked.Read(ref _lastSigned);
        for (var attempt = 0; attempt < 2 && from <= size; attempt++)
        {
            var submitted = new AddCheckpoint(from, await prove(from, cancellationToken), checkpoint);
            var (status, type, body) = await PostAsync(submitted.ToBytes(), cancellationToken);
            switch (status)
            {
                case HttpStatusCode.OK:
                    var signature = SignedNote.Parse([
                        .. System.Text.Encoding.UTF8.GetBytes(checkpoint.Text), (byte)'\n', .. body
                    ])?.Signatures.FirstOrDefault(s => key.Verifies(checkpoint.Text, s));
                    Interlocked.Exchange(ref _lastSigned, signature is null ? from : size);
                    return signature;
                case HttpStatusCode.Conflict when type == AddCheckpoint.SizeType
                    && AddCheckpoint.ParseSize(System.Text.Encoding.ASCII.GetString(body).TrimEnd('\n')) is { } known
                    && known != from:
                    Interlocked.Exchange(ref _lastSigned, from = known);
                    break;
                case >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests:
                    throw new StoreUnavailableException($"The witness answers {(int)status}.");
                default:
                    return null;
            }
        }

        // It has signed more than there is: the log was set back.
        return null;
    }

    private async ValueTask<(HttpStatusCode Status, string? Type, byte[] Body)> PostAsync(
        byte[] submission, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new ByteArrayContent(submission);
            using var response = await http.PostAsync(_address, content, cancellationToken);
            return (response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync(
                cancellationToken));
        }
        catch (Exception e) when (e is HttpRequestException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new StoreUnavailableException("The witness does not answer.", e);
        }
    }
}
