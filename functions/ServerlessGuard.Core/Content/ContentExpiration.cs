using System.Text.Json;

namespace ServerlessGuard.Core.Content;

/// <summary>
/// The record that content will expire, made before the content is. <see cref="IsExpiring"/> is written before it is
/// destroyed: who holds content sees then that it is too late, and a sweep after a crash continues.
/// </summary>
internal sealed record ContentExpiration(string Application, string Tier, bool IsExpiring)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this);

    public static ContentExpiration? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<ContentExpiration>(body.Span);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
