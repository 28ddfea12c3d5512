using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Watch;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(WatchState))]
internal sealed partial class WatchJson : JsonSerializerContext;
