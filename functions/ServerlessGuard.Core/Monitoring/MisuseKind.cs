using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Monitoring;

/// <summary>Behaviour of a caller that is no use of a model. The names are those of the policy's <c>misuse:</c>.</summary>
public enum MisuseKind
{
    /// <summary>Its requests carry orders to the model more often than requests of its application do.</summary>
    [JsonStringEnumMemberName("injection")]
    Injection,

    /// <summary>The guard or the model refuses it more often: it looks for what passes.</summary>
    [JsonStringEnumMemberName("refusals")]
    Refusals,

    /// <summary>Its texts are variations of one more often: it extracts a model, or its data, in bulk.</summary>
    [JsonStringEnumMemberName("similar")]
    Similar,

    /// <summary>Instructions, among them canaries, come back to it.</summary>
    [JsonStringEnumMemberName("leakage")]
    Leakage,

    /// <summary>Its requests cannot be read, as guards are evaded.</summary>
    [JsonStringEnumMemberName("evasion")]
    Evasion,

    /// <summary>Its key is used from networks that it was not used from before: it leaked.</summary>
    [JsonStringEnumMemberName("new-places")]
    NewPlaces,

    /// <summary>It comes in hours of the day in which its application sleeps.</summary>
    [JsonStringEnumMemberName("off-hours")]
    OffHours,

    /// <summary>It uses more than twice the tokens of any hour of the baseline.</summary>
    [JsonStringEnumMemberName("cost")]
    Cost,
}
