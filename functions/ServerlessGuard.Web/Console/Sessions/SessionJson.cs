using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessGuard.Web.Console.Sessions;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SessionDocument))]
internal sealed partial class SessionJson : JsonSerializerContext;
