using System.Text.Json;
using System.Text.Json.Nodes;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Upstream;

/// <summary>Reads a model's answer with bounds on its size and on silence.</summary>
internal static class ModelReader
{
    /// <summary>
    /// The whole body. Throws <see cref="ModelFailedException"/> when it is too large, breaks off, stalls or takes too long.
    /// </summary>
    /// <param name="asked">The clock's timestamp when the model was asked: <see cref="ResponseLimits.Timeout"/> runs from there.</param>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAllAsync(
        Stream body, ResponseLimits bounds, TimeProvider clock, long asked, CancellationToken cancellationToken)
    {
        // Given back only after a read that completed: one that was given up may still write into its buffer.
        var buffer = BodyBuffer.Create();
        while (await ReadAsync(body, buffer.Free, bounds, bounds.Timeout, clock, asked, cancellationToken) is > 0 and var read)
        {
            buffer.Add(read);
            if (buffer.Length > bounds.MaxBytes)
            {
                throw new ModelFailedException(GatewayFault.TooLarge);
            }
        }

        var all = buffer.ToArray();
        buffer.Return();
        return all;
    }

    /// <summary>The next piece, waited for as long as the idle timeout and what is left of the whole allow.</summary>
    /// <param name="started">The clock's timestamp from which <paramref name="within"/> runs.</param>
    public static ValueTask<int> ReadAsync(
        Stream body, Memory<byte> buffer, ResponseLimits bounds, TimeSpan within, TimeProvider clock, long started,
        CancellationToken cancellationToken)
    {
        var left = within - clock.GetElapsedTime(started);
        return left <= TimeSpan.Zero
            ? throw new ModelFailedException(GatewayFault.TimedOut)
            : ReadAsync(body, buffer, left < bounds.IdleTimeout ? left : bounds.IdleTimeout, clock, cancellationToken);
    }

    private static async ValueTask<int> ReadAsync(
        Stream body, Memory<byte> buffer, TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            var reading = body.ReadAsync(buffer, cancellationToken);
            return reading.IsCompletedSuccessfully ? reading.Result : await reading.AsTask().WaitAsync(patience, clock, cancellationToken);
        }
        catch (TimeoutException timeout)
        {
            throw new ModelFailedException(GatewayFault.TimedOut, timeout);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            throw new ModelFailedException(GatewayFault.StreamBroken, broken);
        }
    }

    /// <summary>Throws <see cref="ModelFailedException"/> when it is not an object of unique names.</summary>
    public static JsonObject Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonNode.Parse(utf8, null, GatewayJson.Reading) as JsonObject ?? throw new ModelFailedException(GatewayFault.Malformed);
        }
        catch (JsonException malformed)
        {
            throw new ModelFailedException(GatewayFault.Malformed, malformed);
        }
    }
}

/// <summary>How much of a model's answer is read, and how long its reader waits for the next piece.</summary>
/// <param name="MaxBytes">The largest answer, streamed or not.</param>
/// <param name="MaxEventBytes">The longest single event of a stream.</param>
/// <param name="IdleTimeout">Between two pieces.</param>
/// <param name="Timeout">Of a plain answer, from asking to its last byte.</param>
/// <param name="StreamTimeout">Of a stream, from its beginning to its end.</param>
internal readonly record struct ResponseLimits(
    int MaxBytes, int MaxEventBytes, TimeSpan IdleTimeout, TimeSpan Timeout, TimeSpan StreamTimeout);
