CREATE TABLE "password_resets" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"token_hash" varchar(64) NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "password_resets_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "user_profiles" ADD COLUMN "minor_age" integer;--> statement-breakpoint
ALTER TABLE "user_profiles" ADD COLUMN "minor_age_recorded_on" date;--> statement-breakpoint
ALTER TABLE "password_resets" ADD CONSTRAINT "password_resets_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
UPDATE "user_profiles" SET "minor_age" = "age", "minor_age_recorded_on" = "age_recorded_on" WHERE "age" < 18 AND "age_recorded_on" IS NOT NULL;--> statement-breakpoint
UPDATE "user_profiles" SET "minor_age" = 0, "minor_age_recorded_on" = "birth_date" WHERE "birth_date" > ("updated_at" - interval '18 years')::date AND ("minor_age" IS NULL OR "birth_date" > "minor_age_recorded_on" - "minor_age" * interval '1 year');
