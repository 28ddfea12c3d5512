using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>One server-sent event that the gateway writes. <paramref name="Data"/> null is <c>[DONE]</c>.</summary>
internal readonly record struct SseEvent(string? Type, JsonNode? Data)
{
    public static SseEvent Done { get; } = new(null, null);

    public static ReadOnlyMemory<byte> KeepAlive { get; } = ": keep-alive\n\n"u8.ToArray();

    public byte[] ToBytes()
    {
        if (Data is null)
        {
            return "data: [DONE]\n\n"u8.ToArray();
        }

        using var buffer = new MemoryStream(256);
        if (Type is not null)
        {
            buffer.Write("event: "u8);
            buffer.Write(Encoding.ASCII.GetBytes(Type));
            buffer.WriteByte((byte)'\n');
        }

        buffer.Write("data: "u8);
        JsonSerializer.Serialize(buffer, Data, GatewayJson.Writing);
        buffer.Write("\n\n"u8);
        return buffer.ToArray();
    }
}
