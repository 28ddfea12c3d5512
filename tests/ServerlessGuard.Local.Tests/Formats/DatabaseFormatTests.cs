using System.Text;
using Microsoft.Data.Sqlite;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Testing.Formats;

namespace ServerlessGuard.Local.Tests.Formats;

/// <summary>The tables of the embedded database are those of the golden file.</summary>
public sealed class DatabaseFormatTests
{
    [Fact]
    public void Tables_AreTheGoldenOnes()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        SqliteSchema.Migrate(connection);
        using var command = new SqliteCommand("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name", connection);
        using var reader = command.ExecuteReader();
        var text = new StringBuilder();
        while (reader.Read())
        {
            text.Append(reader.GetString(0)).Append(";\n");
        }

        GoldenFile.ShouldMatch(text.ToString(), "database.sql");
    }
}
