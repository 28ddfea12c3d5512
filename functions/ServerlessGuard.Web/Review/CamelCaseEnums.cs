using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessGuard.Web.Review;

internal sealed class CamelCaseEnums<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
