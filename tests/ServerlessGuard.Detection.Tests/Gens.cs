using CsCheck;

namespace ServerlessGuard.Detection.Tests;

/// <summary>Generators that several properties share.</summary>
internal static class Gens
{
    /// <summary>One of the values, each as likely.</summary>
    public static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
