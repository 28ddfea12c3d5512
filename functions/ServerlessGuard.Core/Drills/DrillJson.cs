using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Drills;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DrillState))]
[JsonSerializable(typeof(DrillRun))]
[JsonSerializable(typeof(DrillGrant))]
[JsonSerializable(typeof(RollbackOriginal))]
internal sealed partial class DrillJson : JsonSerializerContext;
